global using Baznas.Bmd.Domain.Money;
global using Baznas.Bmd.Domain.Results;
global using Baznas.Bmd.Storage;
global using Baznas.Bmd.Web.Platform;
global using IResult = Baznas.Bmd.Domain.Results.IResult;
