"""What must hold of records beyond their schema. Pure: takes values, yields findings, opens nothing."""
