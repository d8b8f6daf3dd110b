using System.Globalization;
using System.Text;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Journal;

namespace Ledger.Host.Web.Trust;

/// <summary>The log's key and its checkpoints, to take away: the same bytes as the API's.</summary>
static class TrustFiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{OfficerConsole.Root}/trust/key", (ITransparency transparency) => File($"{transparency.Key}\n", "ledger.vkey")).Allow(Role.Officer, Role.Auditor);
        routes.MapGet($"{OfficerConsole.Root}/trust/checkpoints/{{size:long}}", Checkpoint).Allow(Role.Officer, Role.Auditor);
    }

    static async Task<IResult> Checkpoint(long size, ICheckpoints checkpoints, CancellationToken cancel)
    {
        if (size >= 0)
            await foreach (var signed in checkpoints.All(size, cancel))
                return signed.Size == size ? File(signed.Note, string.Create(CultureInfo.InvariantCulture, $"checkpoint-{size}.txt")) : Results.NotFound();
        return Results.NotFound();
    }

    static IResult File(string text, string name) => Results.File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", name);
}
