"""Who makes the program and where it lives. Whoever publishes it under another name changes it here alone.

The packages and installers take theirs from here; only README, which is read as it stands, repeats the page.
"""

PAGE = "https://github.com/dodo-desktop/dodo-desktop"
"""The project's page, without a slash at its end; releases and issues are below it."""
PICTURES = "https://raw.githubusercontent.com/dodo-desktop/dodo-desktop"
"""Where software centres fetch the pictures of the window; a version's tag and the file's path follow."""
PUBLISHER = "The Dodo Payment Links project"
"""The name that systems show of the maker; a certificate to sign with should bear the same."""
CONTACT = "dodo-desktop@users.noreply.github.com"
"""The maintainer's address, in the packages for Linux."""
APP_ID = "io.github.dodo_desktop.dodo_desktop"
"""The program's name among all of a software centre's. A later change makes it another program there."""
DEVELOPER_ID = "io.github.dodo_desktop"
"""The maker's name there."""
BUNDLE_ID = "io.github.dodo-desktop.payment-links"
"""The program's name on macOS. After a change the Keychain asks anew for every key that is kept."""
