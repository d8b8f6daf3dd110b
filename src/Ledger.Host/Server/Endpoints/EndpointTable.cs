namespace Ledger.Host.Server.Endpoints;

/// <summary>Every endpoint there is: one line a noun. docs/http.md has the table of roles, which a test holds to this one.</summary>
static class EndpointTable
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        HealthEndpoints.Map(routes);
        MetricsEndpoints.Map(routes);
        EventEndpoints.Map(routes);
        PermissionEndpoints.Map(routes);
        SubjectEndpoints.Map(routes);
        FindEndpoints.Map(routes);
        RegisterEndpoints.Map(routes);
        AnswerEndpoints.Map(routes);
        ActEndpoints.Map(routes);
        ReportEndpoints.Map(routes);
        LetterEndpoints.Map(routes);
        StatisticsEndpoints.Map(routes);
        RetentionEndpoints.Map(routes);
        JournalEndpoints.Map(routes);
        ExportEndpoints.Map(routes);
        CertificateEndpoints.Map(routes);
        PolicyEndpoints.Map(routes);
        VerifyPageEndpoints.Map(routes);
        LogEndpoints.Map(routes);
        FeedEndpoints.Map(routes);
        WebhookEndpoints.Map(routes);
        DescriptionEndpoints.Map(routes);
        UpkeepEndpoints.Map(routes);
        KeyEndpoints.Map(routes);
    }
}
