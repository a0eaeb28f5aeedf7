"""Deployments as documents: what is written in a file is compared with what is deployed, shown, and made so."""
