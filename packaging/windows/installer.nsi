; The installer for Windows: per user, without an administrator, English and German.
;
; makensis is given VERSION (three numbers), PAGE (the project's), PUBLISHER (its name), PROGRAM (the program's folder),
; ICON (an .ico), STRIP (a .bmp, 164 to 314), OUTPUT (the file to make) and, where the files are signed, SIGN (a command that signs the file after it). TARGET is
; only for tests under Wine.
;
; Silent: setup.exe /S and uninstall.exe /S. A program that is open saves all and closes; the uninstaller keeps drafts,
; orders and settings unless it is given /REMOVEDATA. Exit status 2: the program stayed open. 3: a newer version is
; here already, or this Windows is too old.

Unicode true
!ifdef TARGET
  Target ${TARGET}
!endif

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "nsDialogs.nsh"

!define NAME "Dodo Payment Links"
!define EXE "dodo-desktop.exe"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\DodoPaymentLinks"
!define MARK "DodoPaymentLinks" ; the program holds a mutex of this name while it is open

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "MIT licence"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
  !finalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${STRIP}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "$(StartNow)"
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.AskData un.TakeAnswer
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString WelcomeTitle ${LANG_ENGLISH} "Install ${NAME} ${VERSION}"
LangString WelcomeTitle ${LANG_GERMAN} "${NAME} ${VERSION} installieren"
LangString WelcomeText ${LANG_ENGLISH} "It is installed for you alone and needs no administrator.$\r$\n$\r$\nDrafts, orders and settings of an earlier version are kept."
LangString WelcomeText ${LANG_GERMAN} "Das Programm wird nur für Sie installiert und braucht keinen Administrator.$\r$\n$\r$\nEntwürfe, Bestellungen und Einstellungen einer früheren Version bleiben erhalten."
LangString StartNow ${LANG_ENGLISH} "Open ${NAME} now"
LangString StartNow ${LANG_GERMAN} "${NAME} jetzt öffnen"
LangString IsOpen ${LANG_ENGLISH} "${NAME} is open.$\r$\n$\r$\nOK saves what is typed, closes it and goes on. An order that is on its way is not sent twice."
LangString IsOpen ${LANG_GERMAN} "${NAME} ist geöffnet.$\r$\n$\r$\nMit OK wird gespeichert, was eingegeben ist, das Programm geschlossen und fortgefahren. Eine Bestellung, die unterwegs ist, wird nicht zweimal gesendet."
LangString StaysOpen ${LANG_ENGLISH} "${NAME} is still open. Close its window, then choose OK."
LangString StaysOpen ${LANG_GERMAN} "${NAME} ist noch geöffnet. Schließen Sie das Fenster und wählen Sie dann OK."
LangString Newer ${LANG_ENGLISH} "A newer version is installed: $0. This one, ${VERSION}, may not be able to open its drafts and orders.$\r$\n$\r$\nInstall the older version all the same?"
LangString Newer ${LANG_GERMAN} "Es ist eine neuere Version installiert: $0. Diese hier, ${VERSION}, kann deren Entwürfe und Bestellungen vielleicht nicht öffnen.$\r$\n$\r$\nTrotzdem die ältere Version installieren?"
LangString TooOld ${LANG_ENGLISH} "${NAME} needs Windows 10 (64 bit) or later."
LangString TooOld ${LANG_GERMAN} "${NAME} braucht Windows 10 (64 Bit) oder neuer."
LangString RemoveTitle ${LANG_ENGLISH} "Remove ${NAME}"
LangString RemoveTitle ${LANG_GERMAN} "${NAME} entfernen"
LangString RemoveSubtitle ${LANG_ENGLISH} "The program goes. What you made with it stays, unless you choose otherwise."
LangString RemoveSubtitle ${LANG_GERMAN} "Das Programm wird entfernt. Was Sie damit gemacht haben, bleibt, wenn Sie nichts anderes wählen."
LangString RemoveData ${LANG_ENGLISH} "&Remove drafts, orders, links and settings on this computer as well"
LangString RemoveData ${LANG_GERMAN} "Auch Entwürfe, Bestellungen, Links und Einstellungen auf diesem Computer &entfernen"
LangString RemoveNote ${LANG_ENGLISH} "Orders that still wait in the outbox would be lost and never sent. Links that customers have already go on working.$\r$\n$\r$\nAPI keys stay in the Credential Manager of Windows unless you removed them in the app (Settings, Remove key). You find them there under the name ${NAME}."
LangString RemoveNote ${LANG_GERMAN} "Bestellungen, die noch im Ausgang warten, gingen verloren und würden nie gesendet. Links, die schon weitergegeben sind, funktionieren weiter.$\r$\n$\r$\nAPI-Schlüssel bleiben in der Anmeldeinformationsverwaltung von Windows, wenn Sie sie nicht im Programm entfernt haben (Einstellungen, Schlüssel entfernen). Sie stehen dort unter dem Namen ${NAME}."
LangString Remove ${LANG_ENGLISH} "Remove"
LangString Remove ${LANG_GERMAN} "Entfernen"

Var Box
Var Answer

; Waits until no program of this name is open, asking it to save all and close; ends the installer where it stays.
!macro CloseProgram un
Function ${un}CloseProgram
  StrCpy $2 "$(IsOpen)"
  again:
  Call ${un}IsOpen
  ${If} $0 == 0
    Return
  ${EndIf}
  MessageBox MB_OKCANCEL|MB_ICONINFORMATION "$2" /SD IDOK IDOK ask
  SetErrorLevel 2
  Quit
  ask:
  ; Half seconds: what is on its way is given a moment to arrive.
  StrCpy $1 0
  ${DoWhile} $1 < 60
    Call ${un}IsOpen
    ${If} $0 == 0
      Return
    ${EndIf}
    ; Asked again now and then: a program that is just starting does not hear yet.
    IntOp $3 $1 % 10
    ${If} $3 == 0
    ${AndIf} ${FileExists} "$INSTDIR\${EXE}"
      ; In its own process, as the open one may be another account's or another version's.
      nsExec::Exec '"$INSTDIR\${EXE}" --close'
      Pop $0
    ${EndIf}
    Sleep 500
    IntOp $1 $1 + 1
  ${Loop}
  ${If} ${Silent}
    SetErrorLevel 2
    Quit
  ${EndIf}
  StrCpy $2 "$(StaysOpen)"
  Goto again
FunctionEnd

; Whether the program is open: 0 in $0 for no.
Function ${un}IsOpen
  System::Call 'kernel32::OpenMutexW(i 0x00100000, i 0, w "${MARK}") p .r0'
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
    StrCpy $0 1
  ${EndIf}
FunctionEnd
!macroend
!insertmacro CloseProgram ""
!insertmacro CloseProgram "un."

; The files of a version, whichever it is; nothing else that may lie in the folder.
!macro RemoveFiles
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${EXE}"
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(Newer)" /SD IDNO IDYES +3
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  Call CloseProgram
  SetOutPath "$INSTDIR"
  SetOverwrite on
  !insertmacro RemoveFiles
  File /r "${PROGRAM}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${KEY}" "URLInfoAbout" "${PAGE}"
  WriteRegStr HKCU "${KEY}" "URLUpdateInfo" "${PAGE}/releases"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
SectionEnd

Function un.onInit
  StrCpy $Answer ${BST_UNCHECKED}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} "$0" "/REMOVEDATA" $1
  ${IfNot} ${Errors}
    StrCpy $Answer ${BST_CHECKED}
  ${EndIf}
FunctionEnd

Function un.AskData
  !insertmacro MUI_HEADER_TEXT "$(RemoveTitle)" "$(RemoveSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateCheckBox} 0 0 100% 20u "$(RemoveData)"
  Pop $Box
  ${NSD_SetState} $Box $Answer
  ${NSD_CreateLabel} 11u 26u 95% 90u "$(RemoveNote)"
  Pop $0
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(Remove)"
  ${NSD_SetFocus} $Box
  nsDialogs::Show
FunctionEnd

Function un.TakeAnswer
  ${NSD_GetState} $Box $Answer
FunctionEnd

Section "Uninstall"
  Call un.CloseProgram
  !insertmacro RemoveFiles
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${KEY}"
  ${If} $Answer == ${BST_CHECKED}
    RMDir /r "$LOCALAPPDATA\${NAME}"
  ${EndIf}
SectionEnd
