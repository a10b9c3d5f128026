"""Facts about the organisation, one module a subject: they open and close whole laws."""

from .california import CALIFORNIA_FACTS
from .governance import GOVERNANCE_FACTS
from .installation import INSTALLATION_FACTS
from .laws import LAW_FACTS
from .security import SECURITY_FACTS

ORGANIZATION_FACTS = (
    *LAW_FACTS,
    *GOVERNANCE_FACTS,
    *SECURITY_FACTS,
    *CALIFORNIA_FACTS,
    *INSTALLATION_FACTS,
)

__all__ = ["ORGANIZATION_FACTS"]
