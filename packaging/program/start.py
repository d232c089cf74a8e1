"""Where the packaged program begins."""

import os
import sys

from dodo_desktop.__main__ import main

# Qt finds its plug-ins beside itself; those of another Qt are none of ours.
os.environ.pop("QT_PLUGIN_PATH", None)

sys.exit(main())
