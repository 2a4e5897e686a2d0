#!/usr/bin/env python3
"""Fits the built-in policy to an example: copies it, comments and all, with some leaves changed.

    lprisk policy init --output builtin.yaml
    python3 Scripts/fit-policy.py builtin.yaml OUTPUT CHANGES.yaml …

A file of changes has one line a leaf, `path.of.leaf: value  # reason`. The value `/7` divides the number that is
there by seven and keeps its comment; the value `{}` empties a section, so that the lines after it fill it anew. A
path that is not in the policy is an error, but for the entries of an emptied section. Reads the plain YAML that
`policy init` writes (block mappings, two spaces, one key a line), not all of YAML. Standard library only.
"""

import re
import sys
from decimal import Decimal

ENTRY = re.compile(r"^(?P<indent> *)(?P<key>[^\s:#-][^:#]*):(?P<gap> *)(?P<value>[^#]*?)(?P<comment>\s*#.*)?$")
CHANGE = re.compile(r"^(?P<path>[\w.-]+): *(?P<value>[^#]*?)(?P<comment>\s*#.*)?$")
STEP = 2


def main(builtin, output, *changes):
    with open(builtin, encoding="utf-8") as file:
        lines = file.read().splitlines()
    for name in changes:
        for number, path, value, comment in read_changes(name):
            try:
                lines = changed(lines, path, value, comment)
            except ValueError as problem:
                sys.exit(f"{name}, line {number}: {problem}")
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def read_changes(name):
    with open(name, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            text = line.rstrip()
            if not text or text.startswith("#"):
                continue
            found = CHANGE.match(text)
            if not found:
                sys.exit(f"{name}, line {number}: {text!r} is not `path: value`")
            yield number, found["path"], found["value"], found["comment"] or ""


def changed(lines, path, value, comment):
    places = keys_with_lines(lines)
    if path not in places:
        return added(lines, places, path, value, comment)
    place = places[path]
    entry = ENTRY.match(lines[place])
    indent = len(entry["indent"])
    end = end_of_block(lines, place, indent)
    if value == "{}":
        return [*lines[:place], f"{entry['indent']}{entry['key']}: {{}}", *lines[end:]]
    if not entry["value"] or end > place + 1:
        raise ValueError(f"{path} is a section, not a leaf")
    remark = comment or entry["comment"] or ""
    if value.startswith("/"):
        value = divided(entry["value"], value[1:], path)
        if comment and entry["comment"]:
            remark = f"{entry['comment']}; {comment.lstrip().lstrip('# ')}"
    return [*lines[:place], f"{entry['indent']}{entry['key']}: {value}{remark}", *lines[place + 1 :]]


def added(lines, places, path, value, comment):
    """A new entry, at the end of a section that an earlier change has emptied."""
    parent, _, key = path.rpartition(".")
    if parent not in places:
        raise ValueError(f"{path} is not in the policy")
    place = places[parent]
    entry = ENTRY.match(lines[place])
    indent = len(entry["indent"])
    end = end_of_block(lines, place, indent)
    if entry["value"] == "{}":
        opened = f"{entry['indent']}{entry['key']}:  # filled by fit-policy.py"
        lines = [*lines[:place], opened, *lines[place + 1 :]]
    elif "# filled by fit-policy.py" not in (entry["comment"] or ""):
        raise ValueError(f"{path} is not in the policy")
    return [*lines[:end], f"{' ' * (indent + STEP)}{key}: {value}{comment}", *lines[end:]]


def keys_with_lines(lines):
    """The line of every key of a block mapping, by its path; entries of lists are left out."""
    places, stack, list_indent = {}, [], None
    for number, line in enumerate(lines):
        text = line.lstrip(" ")
        indent = len(line) - len(text)
        if not text or text.startswith("#"):
            continue
        if list_indent is not None and (indent > list_indent or text.startswith("-")):
            continue
        list_indent = indent if text.startswith("-") else None
        entry = ENTRY.match(line)
        if list_indent is not None or not entry:
            continue
        while stack and stack[-1][0] >= indent:
            stack.pop()
        stack.append((indent, entry["key"].strip().strip("'\"")))
        places[".".join(key for _, key in stack)] = number
    return places


def end_of_block(lines, place, indent):
    """The line after the last one that belongs to the key at `place`."""
    end = place + 1
    for number in range(place + 1, len(lines)):
        text = lines[number].lstrip(" ")
        depth = len(lines[number]) - len(text)
        if not text or text.startswith("#"):
            continue
        if depth < indent or (depth == indent and not text.startswith("-")):
            break
        end = number + 1
    return end


def divided(value, divisor, path):
    try:
        number = Decimal(value.replace("_", "")) / Decimal(divisor)
    except ArithmeticError as problem:
        raise ValueError(f"{path} is {value!r}, which cannot be divided by {divisor}") from problem
    return f"{number.quantize(Decimal('0.01')).normalize():f}"


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
