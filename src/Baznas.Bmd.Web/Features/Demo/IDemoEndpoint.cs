using Baznas.Bmd.Web.Platform.Http;

namespace Baznas.Bmd.Web.Features.Demo;

/// <summary>An endpoint that only a demonstration has.</summary>
public interface IDemoEndpoint : IApiEndpoint;
