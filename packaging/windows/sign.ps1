# sign.ps1 FILE: signs a program, with a moment that a time server vouches for.
#
# WINDOWS_CERTIFICATE: a code-signing certificate with its key (.pfx in base64). WINDOWS_CERTIFICATE_PASSWORD: its
# password. Both come by the environment, so that no list of processes shows them.
param([Parameter(Mandatory = $true)][string]$File)
$ErrorActionPreference = "Stop"

$tool = Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\10.*\x64\signtool.exe" |
    Sort-Object FullName | Select-Object -Last 1
if (-not $tool) { throw "signtool.exe is needed for this; it is part of the Windows SDK." }

$bytes = [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE)
$flags = [Security.Cryptography.X509Certificates.X509KeyStorageFlags]"UserKeySet,PersistKeySet"
$certificate = New-Object Security.Cryptography.X509Certificates.X509Certificate2($bytes, $env:WINDOWS_CERTIFICATE_PASSWORD, $flags)
$store = New-Object Security.Cryptography.X509Certificates.X509Store("My", "CurrentUser")
$store.Open("ReadWrite")
$store.Add($certificate)
try {
    & $tool.FullName sign /sha1 $certificate.Thumbprint /fd sha256 /tr "http://timestamp.digicert.com" /td sha256 $File
    if ($LASTEXITCODE -ne 0) { throw "signtool failed." }
    & $tool.FullName verify /pa /q $File
    if ($LASTEXITCODE -ne 0) { throw "The signature of $File does not hold." }
}
finally {
    $store.Remove($certificate)
    $store.Close()
}
