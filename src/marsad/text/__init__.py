"""Arabic text: orthography folded with a map back to the source, sentences, clitics, repeats, site chrome."""
