"""What surrounds MLflow's tracking server: its database role, the upgrade of its schema, and its guarded start."""
