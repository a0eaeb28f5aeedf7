"""Who is in which stage, who moved it there and why."""
