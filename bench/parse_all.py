"""The floor of validating: parses every YAML file below some folders and checks nothing."""

import os
import sys

import yaml

for top in sys.argv[1:]:
    for folder, _, names in os.walk(top):
        for name in names:
            if name.endswith(".yaml"):
                with open(os.path.join(folder, name), "rb") as file:
                    yaml.load(file.read(), Loader=yaml.CSafeLoader)
