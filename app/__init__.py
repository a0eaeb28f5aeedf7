"""What runs on the platform: the deployments plugin, releases, the registry, the model server, the local runtime."""
