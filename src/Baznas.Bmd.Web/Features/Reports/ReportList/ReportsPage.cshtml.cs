using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Reports.ReportList;

/// <summary>All reports, by what one wants to know.</summary>
public sealed class ReportsPage : BmdPage;
