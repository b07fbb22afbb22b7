"""Records what CPython makes of the snippets: `python3 record_snippets.py FILE.py...` writes FILE.json beside each.

The format of the files is told in snippet.ts. Recorded with CPython 3.11.
"""
import json
import re
import sys


def record(path):
    preamble, body = re.split(r"^# -+\n", open(path).read(), maxsplit=1, flags=re.M)
    truth = {}
    for block in re.split(r"\n\s*\n", body):
        lines = [line for line in block.split("\n") if line.strip() and not line.startswith("#")]
        if not lines:
            continue
        title = " ; ".join(lines)
        indented = ["    " + line for line in lines[:-1]] + ["    return (" + lines[-1] + ")"]
        names = {"__name__": "__main__"}
        exec(preamble, names)
        exec("def snippet():\n" + "\n".join(indented), names)
        try:
            truth[title] = repr(names["snippet"]()).replace("snippet.<locals>.", "")
        except BaseException as error:
            truth[title] = f"{type(error).__name__}: {error}".replace("snippet.<locals>.", "")
    with open(re.sub(r"\.py$", ".json", path), "w") as out:
        json.dump(truth, out, indent=1, ensure_ascii=False)
        out.write("\n")


for name in sys.argv[1:]:
    record(name)
