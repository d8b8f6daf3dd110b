using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>What the tests of attacks on bundles share: an honest export, and the one thing they assert.</summary>
internal static class BundleAttack
{
    // Anna's answer holds these events; 2 and 6 are Boris's, 0 and 8 nobody's of hers, 9 is the export, 10 came after it.
    internal static readonly long[] Own = [1, 3, 4, 5, 7];

    internal static async Task<(MadeUpLedger Ledger, BundleFiles Files)> Exported(Func<BundleScope, BundleScope>? scope = null)
    {
        var ledger = new MadeUpLedger();
        return (ledger, await ledger.Export((scope ?? (asked => asked))(ledger.AboutAnna), "<p>words</p>"));
    }

    internal static void AssertFault(BundleFiles files, MadeUpLedger ledger, string code, string file, long? index = null)
    {
        foreach (var key in new[] { ledger.Signer.VerifierKey, null })
        {
            var verdict = files.Verify(key);
            Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Refused));
            Assert.That(verdict.Faults.Select(f => (f.Code, f.File, f.Index)), Has.Member((code, file, index)),
                string.Join('\n', verdict.Faults));
        }
    }
}
