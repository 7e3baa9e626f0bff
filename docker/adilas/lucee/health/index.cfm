<cfsilent>
	<!--- That Lucee runs a page. A database that is away makes no task unhealthy: another task would not reach it either. --->
	<cfcontent type="text/plain; charset=utf-8">
</cfsilent><cfoutput>ok</cfoutput>
