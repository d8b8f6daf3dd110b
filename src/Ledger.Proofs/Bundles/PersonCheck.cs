namespace Ledger.Proofs;

/// <summary>Follows the stream of the person a bundle is about: no gap in it, and whom the token means.</summary>
internal sealed class PersonCheck(BundleScope scope, BundleFindings findings)
{
    const string Pointer = "/data/person", Forgotten = "ledger.person.forgotten.v1", Registered = "ledger.subject.registered.v";

    long _next;
    long? _unopened;
    bool _forgotten, _seen;

    /// <summary>The operator's id of the person, once it was opened.</summary>
    internal string? PersonId { get; private set; }

    internal void Take(long index, StoredEvent stored, string?[] values)
    {
        if (scope.Person is null || stored.Stream != scope.Person)
        {
            return;
        }
        // Where conditions narrow the answer the stream has gaps of its own; it still only ascends.
        if (scope.IsFiltered ? stored.Sequence < _next : stored.Sequence != _next)
        {
            findings.Fault(FaultCode.SequenceGap, BundleFile.Events, index,
                $"The event is number {stored.Sequence} of the person's stream where number {_next} is due.");
        }
        _next = stored.Sequence + 1;
        _seen = true;
        _forgotten |= stored.Type == Forgotten;
        if (stored.Sequence == 0)
        {
            First(index, stored, values);
        }
    }

    internal void End()
    {
        if (scope.Person is null)
        {
            return;
        }
        if (_unopened is { } index && scope.Opened && !_forgotten)
        {
            findings.Fault(FaultCode.PersonNotOpened, BundleFile.Openings, index, "Whom the token means is not opened, and was not forgotten.");
        }
        if (_seen && !scope.IsFiltered)
        {
            findings.Note("tail-not-proved", "No sequence number is missing before the last one shown; that nothing followed it is not proved.");
        }
        if (PersonId is null)
        {
            findings.Note("person-not-shown", "Whom the person's token means is not shown.");
        }
        findings.Note("second-token", "That the person has no second token is not proved.");
    }

    void First(long index, StoredEvent stored, string?[] values)
    {
        var at = stored.Sealed.FindIndex(field => field.Pointer == Pointer);
        if (!IsRegistration(stored) || at < 0 || !stored.Sealed[at].Field.KeyName.StartsWith($"{scope.Person}/evidence/", StringComparison.Ordinal))
        {
            findings.Fault(FaultCode.PersonNotNamed, BundleFile.Events, index, "The person's first event does not register the person, or does not seal whom the token means.");
        }
        else if (values[at] is { } id)
        {
            PersonId = id;
        }
        else
        {
            _unopened = index;
        }
    }

    static bool IsRegistration(StoredEvent stored) => stored.Subject == stored.Stream && stored.IsVersionOf(Registered);
}
