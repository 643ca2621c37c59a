"""What these tests share with those of other rooms. Tests nothing itself."""

from workspaces import aged, environ, reads, told

__all__ = ["aged", "environ", "reads", "told"]
