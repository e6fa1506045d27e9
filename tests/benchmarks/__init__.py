"""The figures of the design, beside what the machine can do in the same run."""
