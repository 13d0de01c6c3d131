"""Who asks, in groups: each name is a person of the world. And in which state of the report."""

UNIT = {"unit.head", "unit.deputy", "unit.delegate", "unit.focal", "unit.staff"}
SENDERS = {"unit.head", "unit.deputy", "unit.delegate"}
REVIEWERS = {"hcth.head", "hcth.staff"}
HCTH = REVIEWERS | {"hcth.clerk"}
LEADERS = {"director", "deputy_director"}
MEMBERS = UNIT | HCTH | {"other.head"}
POSTED = MEMBERS | LEADERS
EVERYONE = POSTED | {"nobody", "administrator"}
OVERSEERS = HCTH | LEADERS
KEEPERS = {"hcth.head", "administrator"}
STATES = ["expected", "submitted", "returned", "accepted"]
