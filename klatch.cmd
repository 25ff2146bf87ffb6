@echo off
rem The one entry to Klatch on Windows: finds a JDK 25, builds what is not built, starts the server.
setlocal EnableExtensions EnableDelayedExpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "CMDNAME=%~1"
if "%CMDNAME%"=="" goto usage
for %%c in (help -h --help) do if "%CMDNAME%"=="%%c" goto usage
set "KNOWN="
for %%c in (start doctor search build test check dev bench) do if "%CMDNAME%"=="%%c" set "KNOWN=1"
if not defined KNOWN (
  echo klatch: there is no command '%CMDNAME%'. 1>&2
  call :usage
  exit /b 2
)

call :findjdk
if not defined JDK (
  echo klatch: no JDK 25 or newer was found. 1>&2
  echo   Looked at: KLATCH_JAVA_HOME, JAVA_HOME, Program Files ^(Eclipse Adoptium, Java, Microsoft, Amazon Corretto, Zulu, BellSoft^), .jdks of your user folder. 1>&2
  echo   Fix: install one, for example: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
  echo   or set KLATCH_JAVA_HOME to the folder of a JDK 25 you have. 1>&2
  exit /b 1
)
set "JAVA_HOME=%JDK%"

if "%CMDNAME%"=="start" goto serve
if "%CMDNAME%"=="doctor" goto serve
if "%CMDNAME%"=="search" goto serve
pushd "%ROOT%"
"%JDK%\bin\java.exe" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "%ROOT%\tools\Klatch.java" %*
set "CODE=%ERRORLEVEL%"
popd
exit /b %CODE%

:serve
rem The build program sees by fingerprints whether anything has to be built.
pushd "%ROOT%"
"%JDK%\bin\java.exe" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "%ROOT%\tools\Klatch.java" build --quiet
if errorlevel 1 (
  popd
  exit /b 1
)
popd
set "AOT="
if exist "%ROOT%\server\target\klatch.aot" set AOT="-XX:AOTCache=%ROOT%\server\target\klatch.aot"
"%JDK%\bin\java.exe" "@%ROOT%\server\jvm.options" %KLATCH_JAVA_OPTS% %AOT% -cp "%ROOT%\server\target\klatch.jar" dev.klatch.app.Main %*
exit /b %ERRORLEVEL%

:findjdk
set "JDK="
if defined KLATCH_JAVA_HOME (
  call :try "%KLATCH_JAVA_HOME%"
  if not defined JDK echo klatch: KLATCH_JAVA_HOME is not a JDK 25 or newer: %KLATCH_JAVA_HOME% 1>&2
  exit /b 0
)
if defined JAVA_HOME call :try "%JAVA_HOME%"
for %%p in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\Zulu" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
  if not defined JDK for /d %%d in ("%%~p\*") do if not defined JDK call :try "%%~d"
)
if not defined JDK for /f "delims=" %%j in ('where java.exe 2^>nul') do if not defined JDK call :try "%%~dpj.."
exit /b 0

:try
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do (
  for /f "tokens=1 delims=.-+" %%m in (%%v) do if %%m GEQ 25 set "JDK=%~1"
)
exit /b 0

:usage
echo Klatch: a self-hosted AI chat platform in one process.
echo.
echo   klatch start    build what is not built, then serve http://localhost:3080
echo   klatch doctor   check librechat.yaml and .env: every finding with line, cause and fix
echo   klatch search rebuild   make the search index anew
echo   klatch test     build and run every check and test: server, web, contract, browser
echo   klatch check    the quick part of test: formatting, compiler, types, lint
echo   klatch build    build only
echo   klatch dev      server plus the web client with live reload
echo   klatch bench    measure this build on this machine
echo   klatch help     this text
echo.
echo KLATCH_JAVA_HOME names a JDK 25 or newer, KLATCH_JAVA_OPTS adds flags to the server's JVM.
exit /b 0
