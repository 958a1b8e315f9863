; Takes away at the uninstall what the app had Windows write for this user: the class that is called when a notification is
; clicked, and the start at login; and the installers that updates have fetched. An update runs the old uninstaller, too, and
; keeps all of it.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\CLSID\{6E0B8C52-3C4B-4F6B-9A5E-2C7A5D1B90F4}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    RMDir /r "$LOCALAPPDATA\${APP_PACKAGE_NAME}-updater"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
  ${endIf}
!macroend
