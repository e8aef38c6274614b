"""The brief of a day: what is new in a register, what changed, who says so; in Arabic and English, in four formats."""
