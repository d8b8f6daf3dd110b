using System.Globalization;
using System.Text.Json;
using Ledger.Proofs;
using Ledger.Tests.Proofs;

namespace Ledger.Host.Tests.Page;

/// <summary>The page's verifier and the library's judge alike: the same outcome and the same faults by code, file and index, for every kind of corruption.</summary>
public sealed class PageVerdictTests
{
    /// <summary>Asks the page's own worker for each verdict, and makes one line of it.</summary>
    const string Judge = """
        async cases => {
            const source = document.getElementById('worker').textContent, worker = new Worker(URL.createObjectURL(new Blob([source])));
            const ask = (zip, key, checkpoints) => new Promise(resolve => {
                worker.onmessage = ({ data }) => data.type !== 'progress' && resolve(data);
                const file = new Blob([Uint8Array.from(atob(zip), c => c.charCodeAt(0))]);
                worker.postMessage({ type: 'verify', file, key, checkpoints });
            });
            const lines = [];
            for (const [zip, key, held] of JSON.parse(cases)) {
                const { verdict: v, code } = await ask(zip, key, held);
                const faults = v?.faults.map(fault => `${fault.code} ${fault.file} ${fault.index ?? ''}`), isUnreadable = v?.faults[0]?.code === 'archive-unreadable';
                const found = v && !isUnreadable ? [...faults, v.faultsLeftOut, v.events, v.fieldsOpened, v.personId, v.fingerprint, ...v.notes.map(note => `${note.code} ${note.count ?? ''}`)] : faults?.slice(0, 1);
                lines.push([v?.outcome ?? code, ...found ?? []].map(part => part ?? '').join('|'));
            }
            worker.terminate();
            return lines;
        }
        """;

    [Test]
    public async Task It_names_the_outcome_and_the_faults_that_the_library_names()
    {
        var cases = await BundleCases.All();
        var expected = cases.Select(Judged).ToList();
        var lines = await JudgedByPage(cases);
        var differing = cases.Zip(expected, lines).Where(one => one.Second != one.Third).Select(one => $"{one.First.Name}\n  {one.Second}\n  {one.Third}");
        Assert.That(string.Join('\n', differing), Is.Empty);
        var codes = expected.SelectMany(line => line.Split('|')).Select(part => part.Split(' ')[0]).Distinct();
        Assert.That(MustBeAmong.Except(codes), Is.Empty, "the cases still are of every kind");
        Assert.That(expected, Has.Some.StartsWith("genuine|").And.Some.StartsWith("consistent|"));
    }

    [Test]
    public async Task Timestamps_are_counted_and_said_not_to_be_checked()
    {
        using var authority = new MadeUpAuthority();
        var ledger = new MadeUpLedger();
        ledger.Stamp(4, authority, MadeUpAuthority.Until.AddDays(-1));
        var files = await ledger.Export(ledger.AboutAnna);
        var lines = await JudgedByPage([new("stamped", files.Zip(), ledger.Signer.VerifierKey)]);
        Assert.That(lines.Single(), Does.StartWith("genuine|").And.Contain("|timestamps-not-checked 1"));
    }

    static async Task<string[]> JudgedByPage(IEnumerable<BundleCase> cases)
    {
        await using var harness = await PageHarness.Open();
        return await harness.Page.EvaluateAsync<string[]>(Judge, JsonSerializer.Serialize(cases.Select(one => new object?[] { one.Zip, one.Trusted?.ToString(), one.Held })));
    }

    /// <summary>Every fault there is but those of timestamps, which the page does not check.</summary>
    static readonly IEnumerable<string> MustBeAmong = typeof(FaultCode).GetFields().Select(field => (string)field.GetValue(null)!).Where(code => !code.StartsWith("timestamp", StringComparison.Ordinal));

    static string Judged(BundleCase one)
    {
        using var zip = new MemoryStream(one.Zip);
        var verdict = BundleVerifier.Verify(zip, one.Trusted, one.Held);
        string[] faults = [.. verdict.Faults.Select(fault => $"{fault.Code} {fault.File} {fault.Index}")];
        // How much is found before a file turns out to be cut short is for each reader to say.
        IEnumerable<string> found = faults.Length > 0 && verdict.Faults[0].Code == FaultCode.ArchiveUnreadable ? faults[..1]
            : [.. faults, Text(verdict.FaultsLeftOut), Text(verdict.Events), Text(verdict.FieldsOpened), verdict.PersonId ?? "", verdict.KeyFingerprint ?? "", .. verdict.Notes.Select(note => $"{note.Code} {note.Count}")];
        return string.Join('|', [verdict.Outcome.ToString().ToLowerInvariant(), .. found]);
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
