using Ledger.Host.Web.Registers;
using Ledger.Projections;

namespace Ledger.Host.Web.Cases;

/// <summary>A duty as a case's page shows it.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Due">The end of its period.</param>
/// <param name="Start">Where the period began.</param>
/// <param name="State">How it stands: the kind of a badge, and its words.</param>
public sealed record CaseDuty(string Rule, DateTimeOffset Due, DateTimeOffset Start, (string Kind, string Text) State)
{
    /// <summary>Whether its end was moved as the law allows.</summary>
    public bool IsExtended { get; init; }

    /// <summary>When it was done, or null.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What it still waits for, in words; empty where nothing is named.</summary>
    public string Waits { get; init; } = "";

    internal static CaseDuty Of(Duty duty, RegisterView view) => new(duty.Terms.Rule, duty.Terms.Due, duty.Terms.Start, view.Terms.Standing(duty, view.Now))
    {
        IsExtended = duty.ExtendedIndex is not null, ClosedAt = duty.ClosedAt, Waits = view.Waits(string.Join(' ', duty.Waits)),
    };

    internal static CaseDuty Of(DutyRow duty, RegisterView view) => new(duty.Rule, Micros.ToMoment(duty.Due), Micros.ToMoment(duty.Start), view.Terms.Standing(duty, view.Now))
    {
        IsExtended = duty.Extended, ClosedAt = duty.ClosedAt is { } closed ? Micros.ToMoment(closed) : null, Waits = view.Waits(duty.Waits),
    };
}
