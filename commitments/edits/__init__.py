"""What people ask of records, as steps over plain values. Opens nothing, shows nothing and knows no clock."""
