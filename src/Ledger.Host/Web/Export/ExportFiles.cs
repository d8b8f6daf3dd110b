using Ledger.Access;
using Ledger.Host.Documents;
using Ledger.Host.Server;
using Ledger.Host.Web.Session;
using Ledger.Journal;

namespace Ledger.Host.Web.Export;

/// <summary>What a page asks while an export is made, and the files when it is. Only the session that had it made finds it.</summary>
static class ExportFiles
{
    /// <summary>Where a job is.</summary>
    public static string Address(ExportJob job) => $"{OfficerConsole.Root}/export/jobs/{job.Id}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{OfficerConsole.Root}/export/jobs/{{id}}/state", State).Allow(Role.Officer, Role.Auditor);
        routes.MapGet($"{OfficerConsole.Root}/export/jobs/{{id}}/files/{{number:int}}", Take).Allow(Role.Officer, Role.Auditor);
    }

    static IResult State(HttpContext context, ExportJobs jobs, string id) => jobs.Find(id, SessionNotes.Of(context)) is { } job
        ? Results.Json(new { state = DocumentJson.Name(job.State), percent = job.Percent, read = job.Read })
        : Results.NotFound();

    static async Task<IResult> Take(HttpContext context, ExportJobs jobs, Sequencer sequencer, string id, int number)
    {
        if (jobs.Find(id, SessionNotes.Of(context)) is not { } job || number < 0 || job.Files.Skip(number).FirstOrDefault() is not { } file) return Results.NotFound();
        if (file.Shown is { } shown && await sequencer.MayHaveDestroyed(shown, context.RequestAborted))
        {
            jobs.Remove(job);   // what it shows may be what was destroyed
            return Results.LocalRedirect(Address(job));
        }
        jobs.Keep(job);
        (context.Response.ContentType, context.Response.ContentLength) = (file.Type, file.Spool.Length);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
        if (!await file.Spool.HandOut(context.Response.Body, context.RequestAborted, () => !job.IsGone && !(file.Shown is { } from && sequencer.MayHaveDestroyed(from)))) context.Abort();
        return Results.Empty;
    }
}
