# try.ps1: installs what was made, tries it, and removes it again. Ends with an error where something does not work.
$ErrorActionPreference = "Stop"

$setup = Get-ChildItem dist\*-setup.exe | Select-Object -First 1
$program = "$env:LOCALAPPDATA\Programs\Dodo Payment Links"
$entry = "HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\DodoPaymentLinks"

function Run($File, $Arguments) {
    $done = Start-Process -FilePath $File -ArgumentList $Arguments -Wait -PassThru
    if ($done.ExitCode -ne 0) { throw "$File $Arguments ended with $($done.ExitCode)." }
}

Run $setup.FullName "/S"
if (-not (Test-Path $entry)) { throw "It is not among the installed programs." }
if (-not (Test-Path "$env:APPDATA\Microsoft\Windows\Start Menu\Programs\Dodo Payment Links.lnk")) {
    throw "It is not in the start menu."
}

$report = New-TemporaryFile
$check = Start-Process -FilePath "$program\dodo-desktop.exe" -ArgumentList "--self-check" -Wait -PassThru `
    -RedirectStandardOutput $report
Get-Content -Encoding UTF8 $report
if ($check.ExitCode -ne 0) { throw "The installed program does not pass its own check." }

# Over itself while it is open: it has to close by itself.
$open = Start-Process -FilePath "$program\dodo-desktop.exe" -ArgumentList "--practice" -PassThru
while (-not (Test-Path "$env:LOCALAPPDATA\Dodo Payment Links\practice\data.sqlite3")) {
    if ($open.HasExited) { throw "The window did not stay open." }
    Start-Sleep -Milliseconds 500
}
Run $setup.FullName "/S"
if (-not $open.WaitForExit(30000)) { throw "The open program did not close." }

Run "$program\uninstall.exe" "/S _?=$program"
if (Test-Path "$program\_internal") { throw "Files of the program are left." }
if (Test-Path $entry) { throw "It is still among the installed programs." }
if (-not (Test-Path "$env:LOCALAPPDATA\Dodo Payment Links\practice\data.sqlite3")) { throw "The data are gone." }
Remove-Item -Recurse "$env:LOCALAPPDATA\Dodo Payment Links", "$program"
Write-Output "Installed, tried, upgraded and removed."
