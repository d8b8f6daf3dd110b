using Ledger.Host.Terminal;
using Ledger.Reports;

namespace Ledger.Host.Commands;

/// <summary>ledger verify --page FILE: the page this very program carries. Its hash tells it from any other, and is the same wherever the version is.</summary>
static class VerifyPageCopy
{
    static string Version => typeof(VerifyPageCopy).Assembly.GetName().Version!.ToString(3);

    public static async Task<int> Run(Session session, string path)
    {
        OutputFile.Demand(path);
        var page = VerifyPage.Current;
        await OutputFile.Write(path, async output =>
        {
            await output.WriteAsync(page.Utf8, session.Cancel);
            return Outcome.Of(page.Utf8.Length);
        });
        session.Screen.Say($"{path}: verify.html of Ledger {Version}");
        session.Screen.Say($"SHA-256: {page.Sha256}");
        session.Screen.Show(new { file = path, Version, page.Sha256 });
        return ExitCodes.Done;
    }
}
