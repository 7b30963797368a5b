"""The job for what outgrows a machine: docs/scale.md."""
