"""What those hear who listen to a page instead of looking at it."""

# Roles of things that say nothing without a name.
NAMED = {
    "link",
    "button",
    "image",
    "img",
    "table",
    "textbox",
    "searchbox",
    "combobox",
    "listbox",
    "checkbox",
    "radio",
    "DisclosureTriangle",
    "heading",
    "figure",
}


class Tree:
    """The accessibility tree of a page."""

    def __init__(self, page):
        page.lay_out()
        nodes = page.tell("Accessibility.getFullAXTree")["nodes"]
        self.nodes = [node for node in self._in_order(nodes) if not node.get("ignored")]

    @staticmethod
    def _in_order(nodes):
        """The nodes as they are read out; the browser tells them in another order."""
        by_id = {node["nodeId"]: node for node in nodes}
        waiting = [node for node in reversed(nodes) if "parentId" not in node]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [by_id[i] for i in reversed(node.get("childIds", [])) if i in by_id]

    @staticmethod
    def role(node):
        return node.get("role", {}).get("value", "")

    @staticmethod
    def name(node):
        return str(node.get("name", {}).get("value", "")).strip()

    def count(self, role):
        return sum(self.role(node) == role for node in self.nodes)

    @property
    def spoken(self):
        """Every text that is read out."""
        return [self.name(node) for node in self.nodes if self.role(node) == "StaticText"]

    @property
    def nameless(self):
        return [
            self.role(node)
            for node in self.nodes
            if self.role(node) in NAMED and not self.name(node)
        ]

    @property
    def levels(self):
        """The level and the name of each heading."""
        found = []
        for node in self.nodes:
            if self.role(node) != "heading":
                continue
            level = next(p["value"]["value"] for p in node["properties"] if p["name"] == "level")
            found.append((level, self.name(node)))
        return found

    @property
    def faults(self):
        faults = [f"a {role} without a name" for role in self.nameless]
        last = 0
        for level, name in self.levels:
            if level > last + 1:
                faults.append(f"heading '{name[:40]}' jumps from level {last} to {level}")
            last = level
        if sum(level == 1 for level, _ in self.levels) != 1:
            faults.append("there is not one heading of level 1")
        if self.count("main") != 1:
            faults.append(f"there are {self.count('main')} main parts")
        for role in ("navigation", "region"):
            names = [self.name(node) for node in self.nodes if self.role(node) == role]
            if len(names) > 1 and len(set(names)) != len(names):
                faults.append(f"parts of the role {role} have one name: {names}")
        return faults
