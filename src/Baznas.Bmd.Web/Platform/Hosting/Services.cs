using Baznas.Bmd.Web.Commands;
using Baznas.Bmd.Web.Features.Access;
using Baznas.Bmd.Web.Features.Access.SignIn;
using Baznas.Bmd.Web.Features.Audit;
using Baznas.Bmd.Web.Features.Audit.AuditPacks;
using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Features.Demo;
using Baznas.Bmd.Web.Features.Documents;
using Baznas.Bmd.Web.Features.Documents.CheckDocument;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Messaging.Channels;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Localization;
using Serilog;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>What the service is made of.</summary>
public static class Services
{
    /// <summary>Registers everything.</summary>
    public static void AddBmd(this WebApplicationBuilder builder, CommandLine run)
    {
        // A logger of this host's own: the shared static one would be closed by whichever host ends first.
        builder.Services.AddSerilog(
            (_, logging) => logging.ReadFrom.Configuration(builder.Configuration).WriteTo.Console(formatProvider: null),
            preserveStaticLogger: true
        );
        var options = run.IsDemo
            ? DemoOffice.Database
            : builder.Configuration.GetSection("Bmd:Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        if (run.IsDemo)
        {
            builder.Services.AddSingleton<DemoMode>();
        }

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<Database>();
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton<Keys>();
        builder.Services.AddSingleton<PersonalData>();
        builder.Services.AddSingleton<CheckCodes>();
        builder.Services.AddSingleton<Tokens>();
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddSingleton<Ids>();
        builder.Services.AddSingleton<ServiceClock>();
        builder.Services.AddSingleton<TimeProvider>(services => services.GetRequiredService<ServiceClock>());
        builder.Services.AddSingleton(new UnitOfWorkRetry(TimeProvider.System));
        builder.Services.AddSingleton(ChannelSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<PublishedHeads>();
        builder.Services.AddSingleton<Senders>();
        builder.Services.AddSingleton<Deliverer>();
        builder.Services.AddScoped<WorkTools>();
        builder.Services.AddScoped<Db>();
        builder.Services.AddScoped<CallContext>();
        builder.Services.AddScoped<Work>();
        builder.Services.AddScoped<SpoolFolder>();
        AddRequests(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = Api.MaxBodyBytes);
        builder.AddTrustedProxies();
        AddHttp(builder.Services);
        builder.Services.AddPages(run.IsDemo);
        builder.AddJobs();
    }

    private static void AddRequests(IServiceCollection services)
    {
        services.AddTransient<ServiceFactory>(provider => provider.GetService!);
        services.AddTransient<IMediator, Mediator>();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AccessBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(UnitOfWorkBehavior<,>));
        services.AddScoped<BookChecks>();
        services.AddScoped<PackMaker>();
        services.AddScoped<PaperSources>();
        // Whatever stands beside a use case and takes the request's database lives as long as the request.
        services.Scan(scan =>
            scan.FromAssemblyOf<Program>()
                .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)))
                .AsImplementedInterfaces()
                .WithTransientLifetime()
                .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)))
                .AsImplementedInterfaces()
                .WithSingletonLifetime()
                .AddClasses(classes => classes.Where(IsPart))
                .AsSelf()
                .WithScopedLifetime()
        );
    }

    // Directly or through another part, it takes what belongs to one request.
    private static bool IsPart(Type type) =>
        type.Assembly == typeof(Program).Assembly
        && type.GetConstructors() is [var constructor, ..]
        && !type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
        && constructor
            .GetParameters()
            .Select(parameter => parameter.ParameterType)
            .Any(needed => OfRequest.Contains(needed) || (needed != type && IsPart(needed)));

    private static readonly HashSet<Type> OfRequest = [typeof(Db), typeof(CallContext), typeof(Work)];

    private static void AddHttp(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Messages.Languages[0]);
            options.AddSupportedCultures([.. Messages.Languages]).AddSupportedUICultures([.. Messages.Languages]);
            options.RequestCultureProviders = [new CustomRequestCultureProvider(PagesHost.ChooseLanguage)];
        });
        services.AddExceptionHandler<ExceptionsToProblems>();
        services.AddRateLimiter(CheckLimit.Configure);
        services.AddDerivedDataProtection();
        services.AddOpenApi(OpenApiDocument.Configure);
        services.AddHealthChecks().AddCheck<DatabaseReady>("database");
        services.AddAuthentication().AddJwtBearer();
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<Tokens>(BearerSignIn.Configure);
        services.AddAuthorization(options =>
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()
        );
    }
}

/// <summary>A user whose sign-in ended, or a key that names one; see <see cref="SignInService"/>.</summary>
internal static class BearerSignIn
{
    public static void Configure(JwtBearerOptions options, Tokens tokens)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = tokens.Validation;
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = Recognize,
            OnChallenge = async challenge =>
            {
                challenge.HandleResponse();
                challenge.Response.Headers.WWWAuthenticate = "Bearer";
                await Problems.Write(
                    Problems.Of(AccessErrors.NotSignedIn, challenge.HttpContext),
                    challenge.HttpContext
                );
            },
            OnForbidden = forbidden =>
                Problems.Write(Problems.Of(AccessErrors.Denied, forbidden.HttpContext), forbidden.HttpContext),
        };
    }

    // The token says who; whether they are still welcome, and as what, the database says each time.
    private static async Task Recognize(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var caller = await services
            .GetRequiredService<SignedInUsers>()
            .Find(
                context.Principal!.FindFirst("sub")!.Value,
                context.Principal.FindFirst(Tokens.StampClaim)?.Value,
                context.HttpContext.RequestAborted
            );
        if (caller is null)
        {
            context.Fail("The user is gone or has signed out everywhere.");
            return;
        }

        services.GetRequiredService<CallContext>().Caller = caller;
    }
}
