using System.Globalization;
using Ledger.Host.Documents;
using Ledger.Host.Reports;
using Ledger.Inquiries;

namespace Ledger.Host.Commands;

/// <summary>What is left to be done with a subject access report: the ledger holds no data of the operator's systems, and sends nothing by itself.</summary>
static class AccessSteps
{
    public static void Say(Session session, string? inquiry, string path, AnsweredRequest? answered)
    {
        session.Screen.Say("Next: attach the extracts from the systems that section 5 names and the papers that section 9.1 names, and sign it.");
        session.Screen.Say("      Look whether a law limits what the person may be told, as that of an investigation does (152-FZ 14(8); GDPR 23): the report leaves nothing out.");
        if (answered is null) return;
        var due = answered.Due is { } end
            ? string.Create(CultureInfo.InvariantCulture, $", by {TimeZoneInfo.ConvertTime(end.AddTicks(-1), session.Settings.Zone):yyyy-MM-dd} at the latest")
            : "";
        session.Screen.Say($"      Give it {How(answered.Form)}, as it was asked for, unless the request wants another form (152-FZ 14(3)){due}; free of charge.");
        session.Screen.Say($"      Then record what was sent: ledger inquiry answer {inquiry} --file {path} --via {DocumentJson.Name(answered.Form)}");
    }

    static string How(InquiryForm form) => form switch
    {
        InquiryForm.InPerson => "at once, in person",
        InquiryForm.Paper => "on paper",
        InquiryForm.Electronic => "electronically",
        _ => "by telephone",
    };
}
