@echo off
rem Starts Gradshell: finds a JDK 25, builds on first use, and hands over to the Java program.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "BUILT=%HERE%target\gradshell"

set "JDK="
if not defined GRADSHELL_JAVA_HOME goto search
call :consider "%GRADSHELL_JAVA_HOME%"
if defined JDK goto found
echo gradshell: GRADSHELL_JAVA_HOME is "%GRADSHELL_JAVA_HOME%", and there is no JDK 25 or later.>&2
exit /b 1

:search
if defined JAVA_HOME call :consider "%JAVA_HOME%"
if not defined JDK for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :consider "%%~dp$PATH:j.."
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%ProgramFiles%\Microsoft\jdk-*" ^
    "%ProgramFiles%\Zulu\zulu-*" "%ProgramFiles%\Amazon Corretto\jdk*" "%ProgramFiles%\BellSoft\LibericaJDK-*" ^
    "%USERPROFILE%\.jdks\*" "%USERPROFILE%\scoop\apps\*") do if not defined JDK call :consider "%%~d"
if defined JDK goto found
echo gradshell: Gradshell needs a JDK 25 or later, and none was found: not in GRADSHELL_JAVA_HOME, JAVA_HOME, on the PATH, or where JDKs usually lie.>&2
echo gradshell: Get one from https://adoptium.net ^(it must be a JDK, not a JRE^), or set GRADSHELL_JAVA_HOME to it.>&2
exit /b 1

:found
if exist "%BUILT%\jvm.options" goto start
where mvn >nul 2>nul
if errorlevel 1 (
    echo gradshell: Gradshell must be built once, and Maven ^(mvn^) was not found on the PATH.>&2
    echo gradshell: Get it from https://maven.apache.org.>&2
    exit /b 1
)
echo gradshell: building; the first time this takes some minutes and fetches about 200 MB ...>&2
set "JAVA_HOME=%JDK%"
call mvn -q -B -ntp -f "%HERE%..\pom.xml" -pl install -am -DskipTests -Dformatter.skip package 1>&2
if errorlevel 1 (
    echo gradshell: the build failed; what went wrong stands above.>&2
    exit /b 1
)

:start
set "CACHE="
if exist "%BUILT%\gradshell.aot" set CACHE="-XX:AOTCache=%BUILT%\gradshell.aot" -Xlog:aot=off -Xlog:cds=off
"%JDK%\bin\java.exe" "@%BUILT%\jvm.options" %CACHE% -cp "%BUILT%\lib\*" gradshell.install.Main %*
exit /b %errorlevel%

rem Takes a directory as the JDK if it holds one of version 25 or later.
:consider
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
for /f "tokens=2 delims==." %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do call :compare "%~1" %%v
exit /b

:compare
set "FEATURE=%~2"
set "FEATURE=%FEATURE:"=%"
if %FEATURE% GEQ 25 set "JDK=%~1"
exit /b
