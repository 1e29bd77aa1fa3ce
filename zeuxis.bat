@echo off
rem Starts Zeuxis; builds it first where that has not been done. After a change of sources run: mvn -pl app -am -DskipTests package
setlocal
set "HERE=%~dp0"
set "CLASSPATH_FILE=%HERE%app\target\classpath"
if not exist "%CLASSPATH_FILE%" (
  echo building zeuxis, once ... 1>&2
  call mvn -f "%HERE%pom.xml" -q -B -pl app -am -DskipTests -Djacoco.skip package 1>&2 || exit /b 1
)
rem An argument file, since the class path is longer than a command line may be.
> "%HERE%app\target\java.args" (
  echo -cp
  <nul set /p "=%HERE:\=/%app/target/classes;"
  type "%CLASSPATH_FILE%"
)
java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djdk.console=java.base %ZEUXIS_JAVA_OPTS% "@%HERE%app\target\java.args" org.zeuxis.app.Main %*
