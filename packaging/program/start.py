"""Where the packaged program begins."""

import sys

from dodo_desktop.__main__ import main

sys.exit(main())
