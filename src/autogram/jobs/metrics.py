"""What the job layer counts."""

from prometheus_client import Counter, Histogram

JOBS = Counter("autogram_jobs_total", "Jobs by kind and outcome (done, retried, dead).", ["job", "outcome"])
JOB_SECONDS = Histogram("autogram_job_seconds", "Time one run of a job took.", ["job"])
