"""Open reports follow the units: to the successor of one that was merged, to nobody where the
unit has left its duties.

Directives know nothing of reports, so the sweep looks what became of the units.
"""

from reports.succession.following import follow_units

__all__ = ["follow_units"]
