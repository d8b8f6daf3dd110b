namespace Ledger.Journal;

/// <summary>Names of streams: one per person (its token), inquiry, incident, act of destruction and viewer, and one for the operator's registers.</summary>
public static class Streams
{
    /// <summary>The stream of the operator's own state: policies, recipients, systems, access, the log's life.</summary>
    public const string Registers = "registers";

    /// <summary>The stream of an inquiry by its number.</summary>
    public static string OfInquiry(string number) => $"q-{number}";

    /// <summary>The stream of an incident by its number.</summary>
    public static string OfIncident(string number) => $"i-{number}";

    /// <summary>The stream of an act of destruction by its reference.</summary>
    public static string OfAct(string act) => $"a-{act}";

    /// <summary>The stream of what an actor looked at and took out.</summary>
    public static string OfViewer(string actor) => $"v-{actor}";

    /// <summary>The stream an event goes to.</summary>
    public static string Of(EventKind kind, IEventData data, string? token, string actor) => kind.Stream switch
    {
        StreamKind.Person => token ?? Registers,
        StreamKind.Inquiry => OfInquiry(((IOfInquiry)data).Inquiry),
        StreamKind.Incident => OfIncident(((IOfIncident)data).Incident),
        StreamKind.Act => OfAct(((IOfAct)data).Act),
        StreamKind.Viewer => OfViewer(actor),
        _ => Registers,
    };
}
