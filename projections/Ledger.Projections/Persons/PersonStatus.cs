namespace Ledger.Projections;

/// <summary>What an officer must know of a person first.</summary>
public enum PersonStatus
{
    /// <summary>A consent to processing holds.</summary>
    Active,

    /// <summary>Consents were given, and none holds any more.</summary>
    Withdrawn,

    /// <summary>Data is held, and no consent was ever given: it rests on other grounds, or on none.</summary>
    WithoutConsent,

    /// <summary>Everything of the person was destroyed.</summary>
    Destroyed,

    /// <summary>Nobody can tell any more who this was.</summary>
    Forgotten,

    /// <summary>Processing of some or all data is suspended.</summary>
    Blocked,

    /// <summary>Destruction is forbidden by a hold.</summary>
    Held,

    /// <summary>A duty to the person was not done in time.</summary>
    Overdue,

    /// <summary>There are events this version cannot read, so nothing is decided on the person.</summary>
    Unreadable,
}

/// <summary>How a person stands. Pure.</summary>
public static class PersonStatuses
{
    /// <summary>The state first, then what stands out beside it.</summary>
    /// <param name="state">The person, as of that moment.</param>
    /// <param name="at">The moment.</param>
    public static IReadOnlyList<PersonStatus> Of(PersonState state, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<PersonStatus> statuses = [First(state, at)];
        if (state.Blocks.Any(block => block.Ended is null)) statuses.Add(PersonStatus.Blocked);
        if (state.Holds.Any(hold => hold.Lifted is null)) statuses.Add(PersonStatus.Held);
        if (state.Duties.Any(duty => duty.IsOverdue(at))) statuses.Add(PersonStatus.Overdue);
        if (state.Unreadable > 0) statuses.Add(PersonStatus.Unreadable);
        return statuses;
    }

    static PersonStatus First(PersonState state, DateTimeOffset at)
    {
        if (state.Forgotten is not null) return PersonStatus.Forgotten;
        if (state.GoneIndex is not null) return PersonStatus.Destroyed;
        var consents = state.Consents.Where(consent => !consent.Dissemination).ToList();
        if (consents.Count == 0) return PersonStatus.WithoutConsent;
        return consents.Any(consent => consent.Purposes.Any(purpose => consent.IsValid(purpose, at))) ? PersonStatus.Active : PersonStatus.Withdrawn;
    }
}
