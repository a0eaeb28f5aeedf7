"""Generates `modules/aws`: typed, keyword-only classes for just the resource types in use.

`catalog` says which types, `schema` reads what `terraform providers schema -json` prints, `render` writes Python.
All three are pure; `bin/slipway bindings generate` runs Terraform and writes the files.
"""
