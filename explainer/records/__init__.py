"""The records in `data/`, read and validated.

from explainer.records import records
records().sources["ars_briefly"].publisher
"""

from explainer.records.reading import KINDS, Reading, Records, RecordsError, load, read, records, refresh, using

__all__ = ["KINDS", "Reading", "Records", "RecordsError", "load", "read", "records", "refresh", "using"]
