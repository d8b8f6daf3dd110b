using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>Verifies a consent receipt (docs/receipts.md, "Checking a receipt"), trusting nothing in it.</summary>
public sealed class ReceiptVerifier
{
    const string Events = $"{ConsentReceipt.EvidenceMember}.events", Registers = "registers";

    /// <summary>An event recorded this long after it happened is counted as recorded after the act.</summary>
    static readonly TimeSpan Late = TimeSpan.FromDays(1);

    readonly BundleFindings _findings = new();
    readonly SignerCheck _signer;
    readonly VerifierKey? _trusted;

    ReceiptVerifier(VerifierKey? trusted) => (_trusted, _signer) = (trusted, new SignerCheck(_findings));

    /// <summary>
    /// Verifies the bytes of the file. <paramref name="trusted"/> is the log's key as the reader knows it: without it the best outcome is "consistent".
    /// <paramref name="otherCheckpoints"/> are notes the reader holds, to find a forked log. Bad input is a fault in the verdict, never an exception.
    /// </summary>
    public static ReceiptVerdict Verify(ReadOnlyMemory<byte> file, VerifierKey? trusted = null, IReadOnlyList<string>? otherCheckpoints = null)
    {
        var verifier = new ReceiptVerifier(trusted);
        return verifier.Verdict(verifier.Run(file, otherCheckpoints ?? []));
    }

    ReceiptFacts? Run(ReadOnlyMemory<byte> file, IReadOnlyList<string> otherCheckpoints)
    {
        if (file.Length > ConsentReceipt.BytesMax)
        {
            _findings.Fault(FaultCode.FileTooLarge, "", "The file is longer than a receipt can be.");
            return null;
        }
        if (ConsentReceipt.Parse(file, out var place) is not { } receipt)
        {
            _findings.Fault(FaultCode.Malformed, place, "The file is not a consent receipt with evidence in its format.");
            return null;
        }
        _signer.Run(receipt.Key + "\n", receipt.Checkpoint, _trusted, receipt.Statement.Origin, $"{ConsentReceipt.EvidenceMember}.origin");
        foreach (var other in otherCheckpoints)
        {
            _signer.Compare(other, _trusted);
        }
        CheckProofs(receipt);
        if (Opened(receipt.Statement) is not { } events)
        {
            return null;
        }
        CheckEvents(receipt.Statement, events);
        var (facts, missing) = receipt.Statement.Read(events);
        foreach (var what in missing)
        {
            _findings.Fault(ReceiptFault.Incomplete, Events, $"No event says what every receipt must: {what}.");
        }
        if (facts is not null)
        {
            Compare(facts, receipt.Stated);
            Note(facts, events);
        }
        return facts;
    }

    void CheckProofs(ConsentReceipt receipt)
    {
        foreach (var (one, text, leaf) in receipt.Statement.Events.Zip(receipt.Proofs, receipt.Leaves!))
        {
            // The extra line of a proof is nobody's word, and of each proof there is one spelling.
            var proof = TlogProof.Parse(text);
            if (proof is null || proof.Extra is not null || proof.Index != one.Index || proof.Note != receipt.Checkpoint || proof.ToString() != text)
            {
                _findings.Fault(ErasureFault.EventNotProved, Events, one.Index, "The event has no proof of its index under the receipt's checkpoint.");
            }
            else if (leaf != ConsentReceipt.Leaf(one) || (_signer.Checkpoint is { } checkpoint
                && !InclusionProof.Verify(one.Index, checkpoint.Size, MerkleTree.LeafHash(one.Bytes.Span), proof.Hashes, checkpoint.Root.Span)))
            {
                _findings.Fault(ErasureFault.EventNotProved, Events, one.Index, "The event's bytes are not the ones in the log at its index.");
            }
        }
    }

    List<ReceiptEvent>? Opened(ReceiptStatement statement)
    {
        List<ReceiptEvent> events = [];
        foreach (var entry in statement.Events)
        {
            var one = ReceiptEvent.Of(entry, statement.OriginAt(entry.Index), (code, pointer) =>
                _findings.Fault(code, Events, entry.Index, code == FaultCode.OpeningForeign ? $"The event has no sealed field at {pointer}, or it is opened twice."
                    : code == FaultCode.OpeningWrong ? $"The opening of {pointer} does not match its commitment." : $"The field {pointer} does not decrypt in its place to a properly padded text."));
            if (one is null)
            {
                _findings.Fault(FaultCode.Malformed, Events, entry.Index, "The bytes are not a stored event.");
                return null;
            }
            events.Add(one);
        }
        return events;
    }

    void CheckEvents(ReceiptStatement statement, List<ReceiptEvent> events)
    {
        var previous = -1L;
        foreach (var one in events)
        {
            if (one.Index <= previous)
            {
                _findings.Fault(FaultCode.EventsSwapped, Events, one.Index, "The events do not ascend by index.");
            }
            previous = one.Index;
            if (one.Index > statement.Known)
            {
                _findings.Fault(FaultCode.EventBeyondKnown, Events, one.Index, "The event was recorded after the index the receipt was taken at.");
            }
            if (one.Stored.Stream != statement.Person && one.Stored.Stream != Registers)
            {
                _findings.Fault(FaultCode.EventOutOfScope, Events, one.Index, "The event is neither of the person's stream nor of the operator's registers.");
            }
        }
        if (!events.Exists(one => one.Stored.Stream == statement.Person && one.Stored.Sequence == 0 && one.Type == ReceiptEvent.Registered && one.Stored.Subject == statement.Person))
        {
            _findings.Fault(FaultCode.PersonNotNamed, Events, "The event that says whom the person's token means is not shown.");
        }
        if (_signer.Checkpoint is { } checkpoint && checkpoint.Size <= statement.Known)
        {
            _findings.Fault(FaultCode.EventBeyondKnown, $"{ConsentReceipt.EvidenceMember}.known", "The receipt claims to know more than the checkpoint covers.");
        }
    }

    void Compare(ReceiptFacts facts, JsonElement stated)
    {
        try
        {
            Compare(JsonSerializer.SerializeToElement(ConsentReceipt.Write(facts)), stated, "");
        }
        catch (InvalidOperationException)
        {
            // An escape in a string is not valid Unicode.
            _findings.Fault(FaultCode.Malformed, "", "The file is not a consent receipt with evidence in its format.");
        }
    }

    /// <summary>Names the places where what is said is not what the events give; members may stand in any order, and no spelling matters.</summary>
    void Compare(JsonElement? given, JsonElement? stated, string place)
    {
        if (given is not { } one || stated is not { } other)
        {
            _findings.Fault(ReceiptFault.Differs, place, given is null ? "The events give no such thing." : "What the events give is left out.");
        }
        else if (JsonElement.DeepEquals(one, other))
        {
            return;
        }
        else if (one.ValueKind == JsonValueKind.Object && other.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in one.EnumerateObject().Concat(other.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal))
            {
                Compare(one.Member(name), other.Member(name), place.Length == 0 ? name : $"{place}/{name}");
            }
        }
        else if (one.ValueKind == JsonValueKind.Array && other.ValueKind == JsonValueKind.Array && one.GetArrayLength() == other.GetArrayLength())
        {
            foreach (var (at, (item, said)) in one.EnumerateArray().Zip(other.EnumerateArray()).Index())
            {
                Compare(item, said, $"{place}/{at}");
            }
        }
        else
        {
            _findings.Fault(ReceiptFault.Differs, place, "What is said is not what the events give.");
        }
    }

    void Note(ReceiptFacts facts, List<ReceiptEvent> events)
    {
        if (_trusted is null)
        {
            _findings.Note("signer-not-checked", "Who signed was not checked: compare the key's fingerprint with the published one, or give the key.");
        }
        if (facts.UserId is null)
        {
            _findings.Note("person-not-shown", "Whom the person's token means is not shown.");
        }
        _findings.Note("second-token", "That the person has no second token is not proved.");
        _findings.Note("ends-not-excluded", "Each event that is shown is proved; that there is no other, such as an end of the consent or a newer word on the operator, its systems and recipients, is not.");
        _findings.Note("making-not-proved", "The receipt's own id, when it was made and up to which index it was read are no event's word: whoever keeps it can change them.");
        _findings.Note("fields-unopened", "Sealed fields are not shown.", events.Sum(one => (long)one.Unopened));
        _findings.Note("recorded-late", "Events were recorded more than a day after they happened.", events.LongCount(one => one.Stored.RecordedTime - one.Stored.Time > Late));
    }

    ReceiptVerdict Verdict(ReceiptFacts? facts) => new()
    {
        Outcome = facts is null || _findings.Any ? BundleOutcome.Refused : _trusted is null ? BundleOutcome.Consistent : BundleOutcome.Genuine,
        Faults = _findings.Faults,
        FaultsLeftOut = _findings.LeftOut,
        Notes = _findings.Notes,
        Facts = facts,
        CheckpointSize = _signer.Checkpoint?.Size,
        KeyFingerprint = _signer.Key?.Fingerprint,
    };
}
