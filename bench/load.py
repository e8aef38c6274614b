"""People at work in the workbench: how long they wait, what fails, and whether memory stays flat. Loopback only.

python bench/load.py REGISTER.db [SECONDS]

20 readers browse (overview, incidents, filters, map, charts, an incident, reports), a page every one to four seconds;
2 coders judge, correct and take back, a judgement every three to eight seconds. The register is a copy that is thrown
away; the run ends by itself. Make a register of 50,000 incidents with bench/many_incidents.py.
"""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from marsad.pipeline import relink
from marsad.register import open_register
from marsad.web.accounts import Accounts

READERS: Final = 20
CODERS: Final = 2
PASSWORD: Final = "only for this bench"
LONGEST: Final = 600
PAGES: Final = (
    "/", "/incidents", "/incidents?type=airstrike", "/incidents?from=2015-01-01&to=2016-12-31&order=deadliest",
    "/incidents?place=حلب", "/incidents?text=غارة", "/incidents?side=syria_gov&page=3", "/incidents?view=map",
    "/incidents/map.json", "/incidents/map.json?layer=provinces", "/incidents?view=spans", "/charts?from=2016-01-01",
    "/reports", "/reports?text=قصف",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What happened: seconds by kind of page, failures, and what was said to the coders."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    failed: Counter[str] = field(default_factory=Counter)
    judged: int = 0


class Person:
    """One who is logged in."""

    def __init__(self, url: str, name: str, tally: Tally, seed: int) -> None:
        self.client = httpx.AsyncClient(base_url=url, timeout=60, follow_redirects=True)
        self.name, self.tally, self.chance = name, tally, random.Random(seed)

    async def log_in(self) -> None:
        """Come in."""
        page = await self.client.get("/login")
        form = {"form_word": word_of(page.text), "name": self.name, "password": PASSWORD}
        (await self.client.post("/login", data=form)).raise_for_status()

    async def get(self, path: str, kind: str | None = None) -> httpx.Response:
        """Look at a page."""
        return await self._timed(kind or path.partition("?")[0], self.client.get(path))

    async def post(self, path: str, form: dict[str, str]) -> httpx.Response:
        """Send a form, to the page that it leads to."""
        return await self._timed("judging", self.client.post(path, data=form))

    async def _timed(self, kind: str, asked: object) -> httpx.Response:
        began = time.monotonic()
        answer: httpx.Response = await asked  # type: ignore[misc]
        self.tally.waits.setdefault(kind, []).append(time.monotonic() - began)
        if answer.status_code >= 400:
            self.tally.failed[f"{answer.status_code} {kind}"] += 1
        return answer


async def read(person: Person, until: float) -> None:
    """Browse until the end."""
    await person.log_in()
    while time.monotonic() < until:
        answer = await person.get(person.chance.choice(PAGES))
        await asyncio.sleep(person.chance.uniform(1, 4))
        links = re.findall(r'href="(/incidents/i-[0-9a-z-]+)"', answer.text)
        if links and time.monotonic() < until:
            await person.get(person.chance.choice(links), "/incidents/ID")
            await asyncio.sleep(person.chance.uniform(1, 4))


async def code(person: Person, until: float) -> None:
    """Take the queue from its top: accept, correct, note, and take every third judgement back."""
    await person.log_in()
    while time.monotonic() < until:
        queue = await person.get("/review")
        links = re.findall(r'href="(/incidents/i-[0-9a-z-]+)"', queue.text)
        if not links:
            await asyncio.sleep(1)
            continue
        path = person.chance.choice(links)
        page = await person.get(path, "/incidents/ID")
        form = {"form_word": word_of(page.text), "why": "as the words say", "anyway": "yes"}
        mention = re.search(r'<option value="([^"]+#figure:[^"]+)"', page.text)
        kind = person.chance.choice(("accepted", "value", "note"))
        if kind == "value" and mention:
            form |= {"mention": mention[1], "field": "number", "value": str(person.chance.randint(1, 30))}
        else:
            kind = "accepted" if kind == "value" else kind
        answer = await person.post(f"{path}/judgements", form | {"kind": kind})
        person.tally.judged += 1
        undo = re.search(r'action="(/judgements/[0-9]+/undo)"', answer.text)
        if undo and person.tally.judged % 3 == 0:
            await person.post(undo[1], {"form_word": word_of(answer.text), "why": "only a bench"})
        await asyncio.sleep(person.chance.uniform(3, 8))


def word_of(html: str) -> str:
    """The word that a page's forms carry."""
    found = re.search(r'name="form_word" value="([0-9a-f]+)"', html)
    return found[1] if found else ""


async def work(url: str, seconds: float, pid: int) -> tuple[Tally, list[int]]:
    """Everybody at once; memory in MB, measured ten times."""
    tally, until = Tally(), time.monotonic() + seconds
    people = [read(Person(url, f"reader{n}", tally, n), until) for n in range(READERS)]
    people += [code(Person(url, f"coder{n}", tally, 100 + n), until) for n in range(CODERS)]
    memory: list[int] = []

    async def watch() -> None:
        while time.monotonic() < until:
            memory.append(resident(pid))
            await asyncio.sleep(seconds / 10)

    await asyncio.gather(*people, watch())
    return tally, [*memory, resident(pid)]


def resident(pid: int) -> int:
    """The memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1024


def main() -> None:
    """Serve a copy of the register, let everybody work on it, and print what they met."""
    source, seconds = Path(sys.argv[1]), min(float(sys.argv[2]) if len(sys.argv) > 2 else 120.0, LONGEST)
    with tempfile.TemporaryDirectory() as place:
        register, people = Path(place) / "register.db", Path(place) / "people.json"
        shutil.copy(source, register)
        with open_register(register) as opened:  # an older one is brought up to date before anybody comes
            relink(opened, command="load")
        accounts = Accounts(people)
        for role, count in (("reader", READERS), ("coder", CODERS)):
            for n in range(count):
                accounts.add(f"{role}{n}", role=role, password=PASSWORD)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        serve = "from marsad.cli import main; main()"
        options = ["--register", str(register), "--accounts", str(people), "--port", str(port)]
        server = subprocess.Popen([sys.executable, "-c", serve, "serve", *options])
        try:
            wait_for(port)
            tally, memory = asyncio.run(work(f"http://127.0.0.1:{port}", seconds, server.pid))
        finally:
            server.terminate()
            server.wait(timeout=90)
    report(tally, memory, seconds)


def wait_for(port: int) -> None:
    """Until the workbench answers; a register of an older schema is brought up to date first."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        try:
            httpx.get(f"http://127.0.0.1:{port}/login", timeout=30).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError("the workbench does not answer")


def report(tally: Tally, memory: list[int], seconds: float) -> None:
    """A line per kind of page, then failures and memory."""
    every = sorted(wait for waits in tally.waits.values() for wait in waits)
    for kind, waits in sorted([*tally.waits.items(), ("all", every)]):
        ordered = sorted(waits)
        at = [ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in (0.5, 0.95)]
        print(f"{kind:24} {len(ordered):5}  p50 {at[0]:.2f} s  p95 {at[1]:.2f} s  longest {ordered[-1]:.2f} s")
    print(
        f"{len(every) / seconds:.1f} pages a second, {tally.judged} judgements, failed: {dict(tally.failed) or 'none'}"
    )
    print(f"memory in MB along the run: {' '.join(map(str, memory))}")


if __name__ == "__main__":
    main()
