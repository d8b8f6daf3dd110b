using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Ledger.Proofs;

/// <summary>
/// Checks a bundle's timestamps, and against those that hold the times the events say they were recorded at (docs/bundle-format.md, "Timestamps").
/// </summary>
internal sealed class StampCheck(BundleFindings findings)
{
    /// <summary>By so much, besides the token's accuracy, the authority's clock and the log's may differ.</summary>
    static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);

    readonly List<BundleStamp> _stamps = [];
    readonly List<long> _covered = [];
    List<(long Size, DateTimeOffset First, DateTimeOffset Latest)> _counted = [];
    int _covering;
    long _notStamped, _contradicted;
    TimeSpan? _longest;
    bool _there;

    /// <summary>Reads the file and judges each stamp; without a checkpoint and a key of the bundle there is nothing to hold them to.</summary>
    internal void Run(byte[] file, Checkpoint? checkpoint, VerifierKey? key, X509Certificate2Collection? authorities)
    {
        if (BundleTimestamps.Parse(file) is not { } stamps)
        {
            findings.Fault(FaultCode.Malformed, BundleFile.Timestamps, "The file is not in its format.");
            return;
        }
        if (checkpoint is null || key is null)
        {
            return;
        }
        _there = true;
        List<(long, DateTimeOffset, DateTimeOffset)> counted = [];
        var ofOlderKey = 0L;
        foreach (var stamp in stamps)
        {
            var signature = SignedNote.Parse(stamp.Note)!.Check(key);
            if (signature == SignatureCheck.NotSigned && stamp.Checkpoint.Origin == checkpoint.Origin)
            {
                ofOlderKey++;
            }
            else if (signature != SignatureCheck.Verified || !Leads(stamp, checkpoint))
            {
                Fault(FaultCode.TimestampOfAnother, stamp, "is of a checkpoint that is not one of this log before the bundle's own");
            }
            else if (Judge(stamp, authorities) is { } time)
            {
                counted.Add((stamp.Checkpoint.Size, time.Time, time.Latest));
            }
        }
        _counted = EarliestFrom(counted);
        Say(ofOlderKey, authorities is not null);
    }

    /// <summary>An event found in the log, in ascending index.</summary>
    internal void Take(long index, DateTimeOffset recorded)
    {
        while (_covering < _counted.Count && _counted[_covering].Size <= index)
        {
            _covering++;
        }
        if (_covering == _counted.Count)
        {
            _notStamped++;
            return;
        }
        _covered[_covering]++;
        var (_, first, latest) = _counted[_covering];
        if (recorded > latest)
        {
            _contradicted++;
        }
        var wait = first > recorded ? first - recorded : TimeSpan.Zero;
        _longest = _longest > wait ? _longest : wait;
    }

    /// <summary>What the stamps come to; null where the bundle holds none that could be read.</summary>
    internal BundleStamping? End()
    {
        if (!_there)
        {
            return null;
        }
        findings.Note("events-not-stamped", "No timestamp covers these events: when they were recorded rests on the operator's word.", _notStamped);
        findings.Note("recorded-after-stamp", "Events say they were recorded later than a timestamp that covers them was made: one of the two clocks was wrong.", _contradicted);
        long sum = 0;
        Dictionary<long, long> upto = [];
        for (var at = 0; at < _counted.Count; at++)
        {
            upto[_counted[at].Size] = sum += _covered[at];
        }
        return new(
            [.. _stamps.Select(stamp => upto.TryGetValue(stamp.Size, out var events) ? stamp with { Events = events } : stamp)],
            sum, _notStamped, _longest is { } longest ? (long)longest.TotalSeconds : null);
    }

    static bool Leads(BundledStamp stamp, Checkpoint checkpoint) => stamp.Checkpoint.Origin == checkpoint.Origin
        && ConsistencyProof.Verify(stamp.Checkpoint.Size, checkpoint.Size, stamp.Consistency, stamp.Checkpoint.Root.Span, checkpoint.Root.Span);

    /// <summary>The token's time, and the latest that what it covers can have been recorded at; null where it counts for nothing.</summary>
    (DateTimeOffset Time, DateTimeOffset Latest)? Judge(BundledStamp stamp, X509Certificate2Collection? authorities)
    {
        using var token = TimestampToken.Open(stamp.Token, Encoding.UTF8.GetBytes(stamp.Note), out var check);
        if (token is null)
        {
            Fault(check == TokenCheck.OfAnother ? FaultCode.TimestampOfAnother : FaultCode.TimestampWrong, stamp, check == TokenCheck.OfAnother
                ? "is over other bytes than its checkpoint's" : "is not the word of a timestamp authority: it cannot be read, or its signature or its signer's certificate is wrong");
            return null;
        }
        bool? trusted = authorities is null ? null : token.IsTrusted(authorities);
        _stamps.Add(new(stamp.Checkpoint.Size, token.Time, token.Authority, token.Fingerprint, trusted, 0));
        return trusted == false ? null : (token.Time, Later(token.Time, token.Accuracy + ClocksDiffer));
    }

    /// <summary>For what each covers, the earliest of it and those after it.</summary>
    List<(long, DateTimeOffset, DateTimeOffset)> EarliestFrom(List<(long Size, DateTimeOffset First, DateTimeOffset Latest)> counted)
    {
        for (var at = counted.Count - 2; at >= 0; at--)
        {
            if (counted[at + 1].First < counted[at].First)
            {
                counted[at] = counted[at + 1] with { Size = counted[at].Size };
            }
        }
        _covered.AddRange(new long[counted.Count]);
        return counted;
    }

    void Say(long ofOlderKey, bool judged)
    {
        findings.Note("timestamp-of-older-key", "Timestamps of checkpoints that were signed before the log's key was changed are left out of account.", ofOlderKey);
        if (!judged && _stamps.Count > 0)
        {
            findings.Note("timestamp-signer-not-checked", "Who made the timestamps was not checked: give the certificates of the authorities you trust.");
        }
        findings.Note("timestamp-signer-not-trusted", "Timestamps whose signer leads to none of the authorities you trust count for nothing.", _stamps.Count(stamp => stamp.Trusted == false));
    }

    void Fault(string code, BundledStamp stamp, string what) => findings.Fault(code, BundleFile.Timestamps, $"The timestamp of size {stamp.Checkpoint.Size} {what}.");

    static DateTimeOffset Later(DateTimeOffset time, TimeSpan by) => DateTimeOffset.MaxValue - time > by ? time + by : DateTimeOffset.MaxValue;
}
